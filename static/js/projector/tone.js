/** @import { Room } from "../core/room.js" */

/** Hertz, seconds and loudness of the one tone that there is: soft, as it says only that time has passed. */
const [PITCH, LASTS, LOUDNESS] = [523, 1.2, 0.12];
/** The stages at whose end it sounds, and in a talk also at the change of its halves. */
const SOUNDS = ["write", "talk"];
/** Seconds after which the end of a clock is no news: a page that was opened late, or slept. */
const NEWS = 1.5;

/**
 * Plays the tone when a clock ends that the room goes by: in a room only, never in a call, and not
 * where the desk has turned it off.
 * @param {Pick<Room, "get">} room @param {{ remaining: number }} clock that has ended
 * @param {() => void} [sounds]
 */
export function toneAt(room, { remaining }, sounds = sound) {
  const [now, workshop] = [room.get("now"), room.get("workshop")];
  if (!now || !workshop || !SOUNDS.includes(now.kind) || now.covered) return;
  if (workshop.silent || workshop.remote || workshop.hybrid || remaining < -NEWS) return;
  sounds();
}

/** @type {AudioContext | undefined} */
let context;

/** A browser that allows no sound without a press stays silent, and nothing else happens. */
function sound() {
  try {
    context ??= new AudioContext();
    context.resume().catch(() => {});
    const [from, voice, volume] = [context.currentTime, context.createOscillator(), context.createGain()];
    voice.frequency.value = PITCH;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.05);
    volume.gain.exponentialRampToValueAtTime(0.001, from + LASTS);
    voice.connect(volume).connect(context.destination);
    voice.start(from);
    voice.stop(from + LASTS);
  } catch {
    // Without sound the screens say it all.
  }
}
