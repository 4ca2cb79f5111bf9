"""Charts as geometry: numbers become coordinates here, templates write the SVG. No script, no inline style."""

from __future__ import annotations

from api.pages.charts.flow_diagram import Band, Knot, Sankey, sankey
from api.pages.charts.small_line import Spark, spark
from api.pages.charts.tile_map import Tile, tiles
from api.pages.charts.year_columns import Column, Columns, columns

__all__ = ["Band", "Column", "Columns", "Knot", "Sankey", "Spark", "Tile", "columns", "sankey", "spark", "tiles"]
