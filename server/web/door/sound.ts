// SPDX-License-Identifier: Apache-2.0
// Beeps made by an oscillator, and vibration: one pattern an outcome, known without looking.
import type { Sound } from './faces';

interface Pattern {
  /** Hertz and milliseconds, one after the other with a short rest. */
  tones: [number, number][];
  vibration: number[];
}

const rest_ms = 70;
const patterns: Record<Sound, Pattern> = {
  one_high: { tones: [[1047, 140]], vibration: [80] },
  rising: { tones: [[784, 130], [1175, 200]], vibration: [80, 60, 160] },
  two_mid: { tones: [[523, 160], [523, 160]], vibration: [160, 90, 160] },
  three_low: { tones: [[262, 180], [262, 180], [262, 260]], vibration: [260, 90, 260, 90, 260] },
  long_low: { tones: [[196, 700]], vibration: [700] },
  soft: { tones: [[880, 60]], vibration: [40] },
};

let context: AudioContext | undefined;

/** Browsers let sound begin only with a tap or a key: call this for each. A phone call ends it, too. */
export function wake_sound(): void {
  if (context?.state === 'running') return;
  try {
    // An iPhone's switch at the side silences what says nothing of itself.
    const { audioSession } = navigator as { audioSession?: { type: string } };
    if (audioSession) audioSession.type = 'playback';
    context ??= new AudioContext();
    void context.resume().catch(() => undefined);
  } catch {
    // A browser without Web Audio: words, shapes and vibration remain.
  }
}

export function play(sound: Sound): void {
  play_all([sound]);
}

/** One after the other. */
export function play_all(sounds: Sound[]): void {
  const tones = sounds.flatMap((sound) => patterns[sound].tones);
  const vibration = sounds.flatMap((sound) => [...patterns[sound].vibration, rest_ms]);
  // Before the first tap the browser allows neither.
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(vibration);
  if (context?.state !== 'running') return;
  let at = context.currentTime;
  for (const [hertz, ms] of tones) {
    beep(context, hertz, at, ms / 1000);
    at += (ms + rest_ms) / 1000;
  }
}

function beep(audio: AudioContext, hertz: number, at: number, seconds: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  // A square wave carries in a noisy hall, also from the small speaker of a phone.
  oscillator.type = 'square';
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.25, at + 0.01);
  gain.gain.setValueAtTime(0.25, at + seconds - 0.03);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}
