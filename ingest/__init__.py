"""First floor: makes facts out of articles. Knows `kg`; knows neither `viz` nor `api`."""
