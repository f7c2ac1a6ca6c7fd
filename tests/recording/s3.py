"""An S3 service on this machine that can be taken away, be slow to refuse, or lose its answers."""

import socket
from threading import Thread

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from callfloor.kit.settings import Settings

BUCKET = "recordings"


class Service:
    """Its objects stay while it is away: the server goes, what it holds does not."""

    def __init__(self) -> None:
        self._app = DomainDispatcherApplication(create_backend_app)
        self.failing = 0
        """How many requests from now on are refused with 503."""
        self.requests: list[str] = []
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.port = self._server.server_port
        self._start()

    def _answer(self, environ, start_response):  # type: ignore[no-untyped-def]
        self.requests.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        if self.failing > 0:
            self.failing -= 1
            start_response("503 Slow Down", [("Content-Type", "text/plain")])
            return [b"slow down"]
        return self._app(environ, start_response)

    def _start(self) -> None:
        Thread(target=self._server.serve_forever, daemon=True).start()

    def go(self) -> None:
        """From now on nothing answers at its address."""
        self._server.shutdown()
        self._server.server_close()

    def come_back(self) -> None:
        self._server = make_server("127.0.0.1", self.port, self._answer, threaded=True)
        self._start()

    @property
    def values(self) -> dict[str, str]:
        """What the settings are told."""
        return {
            "s3_bucket": BUCKET,
            "s3_endpoint": f"http://127.0.0.1:{self.port}",
            "s3_prefix": "callfloor",
            "s3_access_key_id": "test",
            "s3_secret_access_key": "test",
        }

    def settings(self, **more: object) -> Settings:
        return Settings.model_validate({**self.values, **more})


def is_closed(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
