"""moto's server as a child of the sandbox.

Serves on a free loopback port, prints that port as its first line, and ends as soon as its standard input does: the
kernel closes that pipe however the parent ends, SIGKILL included. Requests without the key, the first line of standard
input, are refused: moto believes whatever it is told, so only the gateway may talk to it.
"""

import hmac
import logging
import os
import sys
import threading

sys.path.pop(0)  # this folder is no place to import from

from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server  # noqa: E402


def only_with(key, application):
    def guarded(environ, start_response):
        if hmac.compare_digest(environ.pop("HTTP_X_SANDBOX_KEY", "").encode(), key):
            return application(environ, start_response)
        start_response("403 Forbidden", [("Content-Length", "0")])
        return []

    return guarded


def end_with_standard_input():
    while sys.stdin.buffer.readline():
        pass
    os._exit(0)


def main():
    key = sys.stdin.buffer.readline().strip()
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    application = only_with(key, DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    print(server.server_port, flush=True)
    server.serve_forever()


main()
