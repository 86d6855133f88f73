/** @import { Encoder } from "../../vendor/socket.io-client/socket.io.esm.min.js" */
import { UP } from "./one-size.js";

/**
 * A packet of Socket.IO with spaces behind it: in UTF-8, and with the type that engine.io puts
 * before it, all have one size. workshop/protocol/wire.py says why.
 * @param {string} packet
 */
export function padded(packet) {
  const { length } = new TextEncoder().encode(`4${packet}`);
  return packet + " ".repeat(UP - (length % UP || UP));
}

/**
 * Has all that this encoder encodes padded, its texts composed: decomposed ones are longer than
 * what the limits count.
 * @param {Encoder} encoder
 */
export function pad(encoder) {
  const encode = encoder.encode.bind(encoder);
  encoder.replacer = (_, value) => (typeof value === "string" ? value.normalize() : value);
  encoder.encode = (packet) => encode(packet).map(padded);
}
