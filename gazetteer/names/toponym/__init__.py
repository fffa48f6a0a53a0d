"""Toponyms as reports word them: "20 km south of Gao", "between X and Y", "Kidal region"."""

from gazetteer.names.toponym.read import division_named, kinds_named, read_toponym

__all__ = ["division_named", "kinds_named", "read_toponym"]
