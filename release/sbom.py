"""The list of what a version needs (SBOM), in CycloneDX 1.6, made from the lock and from it alone."""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "site.txt"
NAME = "zwxx-builder"


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package of the lock: its files' digests, and who asks for it."""

    name: str
    version: str
    digests: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its name in all lists of the kind."""
        return f"pkg:pypi/{self.name}@{self.version}"


def pinned(lock: str) -> tuple[Pinned, ...]:
    """The packages of a lock that pip-compile wrote."""
    found = []
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock):
        head = re.match(r"([A-Za-z0-9._-]+)==([^\s\\;]+)", block)
        if head:
            digests = tuple(sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", block)))
            via = re.search(r"# via((?:\s*#? *[A-Za-z0-9._()/ -]+)+)", block)
            wanted = re.findall(r"[A-Za-z][A-Za-z0-9._-]*", via[1]) if via else []
            by = tuple(
                sorted({word for word in wanted if word not in ("via", "pyproject.toml", "r")})
            )
            found.append(Pinned(head[1].lower(), head[2], digests, by))
    return tuple(sorted(found, key=lambda package: package.name))


def bill(lock: str, version: str) -> str:
    """The list, the same for the same lock and version: no time, no machine."""
    packages = pinned(lock)
    own = f"pkg:pypi/{NAME}@{version}"
    known = {package.name: package.purl for package in packages} | {NAME: own}
    needs: dict[str, set[str]] = {purl: set() for purl in known.values()}
    for package in packages:
        for name in package.wanted_by:
            if name in known:
                needs[known[name]].add(package.purl)
    licence = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": NAME,
                "version": version,
                "purl": own,
                "licenses": [{"license": {"id": licence}}],
            }
        },
        "components": [_component(package) for package in packages],
        "dependencies": [
            {"ref": purl, "dependsOn": sorted(below)} for purl, below in sorted(needs.items())
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _component(package: Pinned) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package.name}/{package.version}/",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.digests],
            }
        ],
    }
