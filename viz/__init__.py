"""First floor: shapes rows into views and pictures. Knows `kg`; knows neither `ingest` nor `api`."""
