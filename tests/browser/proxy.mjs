// A network that fails as it is told to, between a browser and the server.

import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Starts a proxy before a server and gives its origin, at which the browser comes. Close it in the end.
 *
 * `rule` says what happens to a request; it is given the request as Node has it and may answer:
 * - nothing: it goes through;
 * - `"before"`: the connection breaks before the server hears of it;
 * - `"during"`: it breaks when the server has half of the body;
 * - `"after"`: the server gets all and acts, but its answer is swallowed;
 * - `"never"`: nothing ever comes back, and nothing breaks;
 * - `{ status, headers, body }`: the answer of something between, such as a gateway whose server is away.
 *
 * @param {string} target the origin of the server
 */
export async function proxy(target) {
  const { hostname, port } = new URL(target);
  const sockets = new Set();
  /** What came through or did not, in order: method, path, and what was done. @type {{method: string, path: string, done: unknown}[]} */
  const log = [];
  const network = {
    log,
    /** @type {(request: import("node:http").IncomingMessage) => unknown} */
    rule: () => undefined,
  };

  const listener = createServer(async (request, response) => {
    const done = network.rule(request) ?? "passed";
    log.push({ method: request.method, path: request.url, done });
    const breakOff = () => request.socket.destroy();
    if (done === "before") return breakOff();
    if (typeof done === "object") {
      await drained(request);
      response.writeHead(done.status, { "content-type": "text/html", ...done.headers }).end(done.body ?? "<h1>Bad gateway</h1>");
      return;
    }
    const onward = ask({ hostname, port, method: request.method, path: request.url, headers: request.headers });
    onward.on("error", breakOff);
    if (done === "during") {
      const body = await drained(request);
      onward.write(body.subarray(0, body.length / 2));
      await sleep(100);
      onward.destroy();
      breakOff();
      return;
    }
    onward.on("response", (answer) => {
      if (done === "passed") {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      answer.resume();
      if (done === "after") answer.on("end", breakOff);
    });
    request.pipe(onward);
  });
  listener.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });

  const listen = async (at) => {
    listener.listen(at, "127.0.0.1");
    await once(listener, "listening");
    return listener.address().port;
  };
  const door = await listen(0);
  network.origin = `http://127.0.0.1:${door}`;

  /** Nobody is there any more: what is under way breaks, and new connections are refused. */
  network.cut = async () => {
    if (!listener.listening) return;
    const closed = once(listener, "close");
    listener.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  /** All is as it was. */
  network.mend = async () => {
    network.rule = () => undefined;
    if (!listener.listening) await listen(door);
  };

  network.close = network.cut;
  return network;
}

/** A whole body. */
async function drained(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}
