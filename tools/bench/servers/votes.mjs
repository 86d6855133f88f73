// A bare Socket.IO server to which phones send votes: it counts them in memory, tells everybody, and answers.

import { createServer } from "node:http";
import { createRequire } from "node:module";

// From the folder that the bench names: as an installed package this file has no node_modules.
const { Server } = createRequire(process.argv[2])("socket.io");

const ROOM = "room";

const http = createServer();
const io = new Server(http, { transports: ["websocket"] });
const votes = {};
let count = 0;

io.on("connection", (socket) => {
  socket.join(ROOM);
  socket.on("vote", ({ lesson, votes: more }, answer) => {
    count += more;
    votes[lesson] = (votes[lesson] ?? 0) + more;
    io.to(ROOM).emit("change", { n: count, lesson, votes: votes[lesson] });
    answer({ ok: true });
  });
});
http.listen({ port: 0, host: "127.0.0.1", backlog: 1024 }, () => {
  process.stdout.write(`${JSON.stringify({ port: http.address().port })}\n`);
});
process.stdin.resume().on("end", () => process.exit());
