"""A server that breaks its own promises, each in one way that the judge must notice: a wrong shape, a status nobody
announced, a fault of the server, and an invalid parameter that is taken. Prints its address."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer


def operation(schema, parameters=()):
    content = {"application/json": {"schema": schema}}
    return {"get": {"parameters": list(parameters), "responses": {"200": {"description": "fine", "content": content}}}}


NUMBER = {"type": "object", "required": ["value"], "properties": {"value": {"type": "number"}}}
LIMIT = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "stub", "version": "1"},
    "paths": {
        "/shape": operation(NUMBER),
        "/status": operation(NUMBER),
        "/fault": operation(NUMBER),
        "/lax": operation(NUMBER, [LIMIT]),
    },
}
ANSWERS = {
    "/openapi.json": (200, DOCUMENT),
    "/shape": (200, {"value": "many"}),
    "/status": (418, {"value": 1}),
    "/fault": (500, {"value": 1}),
    "/lax": (200, {"value": 1}),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        status, body = ANSWERS.get(self.path.split("?")[0], (404, {}))
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
