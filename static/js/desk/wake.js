/** Keeps the laptop's screen awake while the desk is visible, where the browser can. */
export function stayAwake() {
  // Missing on plain http in a LAN; the check list reminds of the laptop's own setting.
  if (!("wakeLock" in navigator)) return;
  const ask = () => {
    if (!document.hidden) navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
