"""The built console as files: hashed assets are kept by the browser, every page is `index.html`.

Addresses of pages belong to the console, so that any unknown path outside the API is its page;
a missing asset is missing, lest a script be answered by a page.
"""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_OURS = ("api/", "health/", "ws", "metrics")
_NOT_BUILT = (
    "The console is not built here. Run ./run, or `npm run build` in console/. The API works.\n"
)


def router(folder: Path | None) -> APIRouter:
    routes = APIRouter()
    root = folder.resolve() if folder is not None else None

    @routes.get("/{path:path}", include_in_schema=False)
    async def page(path: str, request: Request) -> Response:
        if path.startswith(_OURS):
            raise HTTPException(404)
        if root is None or not (root / "index.html").is_file():
            return PlainTextResponse(_NOT_BUILT, status_code=503)
        found = _file(root, path)
        if found is not None:
            kept = _FOREVER if path.startswith("assets/") else _ASK_AGAIN
            return FileResponse(found, headers={"Cache-Control": kept})
        if path.startswith("assets/") or "." in path.rpartition("/")[2]:
            raise HTTPException(404)
        return FileResponse(root / "index.html", headers={"Cache-Control": _ASK_AGAIN})

    return routes


def _file(root: Path, path: str) -> Path | None:
    """The file below the root, never one beside it."""
    if not path or "\0" in path:
        return None
    found = (root / path).resolve()
    return found if found.is_relative_to(root) and found.is_file() else None
