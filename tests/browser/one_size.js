// A phone's connection without its page: the modules of the product.
async ({ at, auth }) => {
  const { Connection } = await import(`${at}/js/core/connection.js`);
  const { io } = await import(`${at}/vendor/socket.io-client/socket.io.esm.min.js`);
  const connect = (options) => (window.socket = io(options));
  const nothing = () => {};
  const listener = { change: nothing, tick: nothing, status: nothing, awake: nothing };
  window.line = new Connection(() => auth, listener, connect);
  window.stands = async () => {
    if (!window.socket.connected) await new Promise((on) => window.socket.once("connect", on));
  };
  window.comesAs = async (secret) => {
    auth.secret = secret;
    window.socket.disconnect();
    await window.stands();
  };
  // As a phone does: a line that was silent for two seconds is replaced, and what waits is said again.
  window.says = async (name, message) => {
    for (;;) {
      await window.stands();
      const answer = await window.line.ask(name, message).catch(() => null);
      if (answer) return answer;
    }
  };
  await window.stands();
}
