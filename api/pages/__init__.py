"""The pages for people: templates, words in two languages, and a few ES modules, no build step."""
