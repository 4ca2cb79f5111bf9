"""People and regions: a name alone does not make two people one; a code makes two regions one."""

from __future__ import annotations

from kg.likeness import Hint, Named, apart


def same_person(a: Named, b: Named) -> Hint | None:
    """The same name, surer with a body in common."""
    if a.normal != b.normal:
        return Hint(-1.0, "different names")
    if a.kin & b.kin:
        return Hint(0.9, f"the same name, both of {min(a.kin & b.kin)}")
    return Hint(0.6, "the same name") if a.places and b.places else Hint(0.4, "the same name, who knows where")


def namesakes(a: Named, b: Named) -> Hint | None:
    """People of one name in different provinces, without a body in common, are two."""
    if a.kin & b.kin:
        return None
    if apart(a.places, b.places, 2):
        return Hint(-1.0, "in different provinces")
    if a.kin and b.kin and apart(a.places, b.places, 4):
        return Hint(-0.4, "of different bodies in different places")
    return None


def same_region(a: Named, b: Named) -> Hint | None:
    """The code decides; without one the name, and for townships the place."""
    if a.code and b.code:
        return Hint(1.0, "the same code") if a.code == b.code else Hint(-1.0, "different codes")
    if a.normal not in b.spellings and b.normal not in a.spellings:
        return Hint(-1.0, "different names")
    if a.normal.endswith(("镇", "乡", "街道", "村")) and apart(a.places, b.places, 4):
        return Hint(-1.0, "of one name in different places")
    return Hint(0.9, "the same name")
