/**
 * 16 random bytes in hexadecimal. crypto.randomUUID does not exist on plain http in a LAN.
 * @returns {string}
 */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
