// A bare Socket.IO server, as its documentation shows it; told what to do as in control.py.

import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

// From the folder that the bench names: as an installed package this file has no node_modules.
const { Server } = createRequire(process.argv[2])("socket.io");

const ROOM = "room";
const PAD = "x".repeat(254);

const http = createServer();
const io = new Server(http, { transports: ["websocket"] });
io.on("connection", (socket) => socket.join(ROOM));
http.listen({ port: 0, host: "127.0.0.1", backlog: 1024 }, () => answer({ port: http.address().port }));

createInterface({ input: process.stdin })
  .on("line", async (line) => answer(await carryOut(JSON.parse(line))))
  .on("close", () => process.exit());

async function carryOut({ run = 0, period = 0, first = 0 }) {
  const cpu = cpuSeconds();
  const stamps = [];
  const begin = performance.now();
  for (let i = 0; i < run; i++) {
    await until(begin + i * period * 1000);
    const sent = { n: String(first + i).padStart(8, "0"), pad: PAD };
    stamps.push(Number(process.hrtime.bigint()));
    io.to(ROOM).emit("change", sent);
  }
  return { cpu, stamps };
}

function until(moment) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function answer(said) {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
