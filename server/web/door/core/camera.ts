// SPDX-License-Identifier: Apache-2.0
// The camera: its pictures to the worker, one at a time, newest first; by themselves where the browser
// can do that. Faults are values; whoever starts the camera shows the way out of each.
import type { ReaderAnswer, ReaderOrder } from './scan_worker';

export type CameraFault =
  | 'denied' // permission refused
  | 'none' // no camera, or none of these
  | 'in_use' // by another program
  | 'insecure' // the page is not in a secure context
  | 'stalled' // no frame for four seconds
  | 'reader' // the worker or its wasm does not load
  | 'failed';

/** Null: it runs. superseded: it was stopped or started anew meanwhile, and this start says nothing. */
export type Started = CameraFault | 'superseded' | null;

export interface CameraAbilities {
  has_torch: boolean;
  /** Other cameras to switch to. */
  camera_count: number;
}

export interface CameraHooks {
  /** Ends when the verdict is shown. */
  on_text(text: string): Promise<void> | void;
  on_fault(fault: CameraFault): void;
}

const look_ms = 1_000;
/** Looks in a row without a picture. iOS shows a black one after some restarts, and says nothing. */
const blind_most = 4;
/** Seconds without an answer: the reader is on its way, or busy, but not for ever. */
const unanswered_most = 20;
const frame_ms = 33;
/** After a text no picture is taken until the verdict is shown: a slow phone needs its time for that. */
const verdict_ms = 300;
const ideal = { width: { ideal: 1280 }, height: { ideal: 720 } };

export class Camera {
  private stream: MediaStream | null = null;
  /** Another after each stop: a stream that comes later is nobody's. */
  private turn = 0;
  private worker: Worker | null = null;
  /** The worker has the stream of the camera; else it is given one picture after the other. */
  private is_followed = false;
  private is_reading = false;
  private blind = 0;
  private unanswered = 0;
  private watchdog: ReturnType<typeof setInterval> | undefined;
  private devices: MediaDeviceInfo[] = [];
  private device_id: string | null = null;
  private is_torch_on = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly hooks: CameraHooks,
  ) {}

  /** From a tap. Again after a fault: from the beginning. */
  async start(): Promise<Started> {
    this.stop();
    if (!navigator.mediaDevices?.getUserMedia) return 'insecure';
    const wanted: MediaTrackConstraints = this.device_id
      ? { ...ideal, deviceId: { exact: this.device_id } }
      : { ...ideal, facingMode: { ideal: 'environment' } };
    const turn = this.turn;
    try {
      const given = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      if (turn !== this.turn) {
        end(given);
        return 'superseded';
      }
      this.stream = given;
      this.video.srcObject = given;
      this.video.muted = true;
      this.video.playsInline = true;
      await this.video.play();
    } catch (error) {
      // Whoever stopped it made its play() fail; the start that came after is not this one's to end.
      if (turn !== this.turn) return 'superseded';
      this.stop();
      return fault_of(error);
    }
    if (turn !== this.turn) return 'superseded';
    const track = this.stream.getVideoTracks()[0]!;
    track.addEventListener('ended', () => turn === this.turn && this.give_up('failed'));
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.devices = devices.filter((device) => device.kind === 'videoinput');
    // Put away meanwhile, by the screen or by whoever pulled the plug, which was told.
    if (turn !== this.turn) return 'superseded';
    this.start_worker();
    this.follow(track);
    this.blind = this.unanswered = 0;
    this.watchdog = setInterval(() => this.watch(), look_ms);
    return null;
  }

  stop(): void {
    clearInterval(this.watchdog);
    if (this.stream) end(this.stream);
    this.stream = null;
    ++this.turn;
    this.video.srcObject = null;
    // It ends by itself, so that a frame on its way is closed.
    this.tell(null);
    this.worker = null;
    this.is_reading = this.is_torch_on = false;
  }

  get is_running(): boolean {
    return this.stream !== null;
  }

  abilities(): CameraAbilities {
    const track = this.stream?.getVideoTracks()[0];
    const able = track?.getCapabilities?.() as { torch?: boolean } | undefined;
    return { has_torch: able?.torch === true, camera_count: this.devices.length };
  }

  /** Whether the light is on now. */
  async toggle_torch(): Promise<boolean> {
    const track = this.stream?.getVideoTracks()[0];
    const wanted = !this.is_torch_on;
    try {
      const torch = { torch: wanted } as MediaTrackConstraintSet;
      await track?.applyConstraints({ advanced: [torch] });
      this.is_torch_on = wanted;
    } catch {
      // The light stays as it is.
    }
    return this.is_torch_on;
  }

  /** The next camera, in turn. */
  switch_camera(): Promise<Started> {
    const now = this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? this.device_id;
    const at = this.devices.findIndex((device) => device.deviceId === now);
    this.device_id = this.devices[(at + 1) % Math.max(1, this.devices.length)]?.deviceId ?? null;
    return this.start();
  }

  private start_worker(): void {
    const worker = new Worker(new URL('./scan_worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', async (event: MessageEvent<ReaderAnswer>) => {
      if (this.worker !== worker) return;
      const { text, is_blind, is_broken } = event.data;
      if (is_broken) return this.give_up('reader');
      this.unanswered = 0;
      this.count_blind(is_blind);
      try {
        const late = new Promise((resolve) => setTimeout(resolve, verdict_ms));
        if (text !== null) await Promise.race([this.hooks.on_text(text), late]);
      } finally {
        // Whatever becomes of one text, the next picture is taken.
        if (this.worker === worker) {
          this.is_reading = false;
          if (!this.is_followed) this.next_frame();
          else if (text !== null) this.tell('next');
        }
      }
    });
    worker.addEventListener('error', () => this.give_up('reader'));
    this.worker = worker;
  }

  private tell(order: ReaderOrder, ...given: Transferable[]): void {
    this.worker?.postMessage(order, given);
  }

  /** The pictures go from the camera to the worker, and the page is kept free. Of those that come
   * while one is read the newest is kept. */
  private follow(track: MediaStreamTrack): void {
    this.is_followed = !!self.MediaStreamTrackProcessor;
    if (!this.is_followed) return this.next_frame();
    const from = { track, maxBufferSize: 1 };
    const pictures = new MediaStreamTrackProcessor(from).readable;
    this.tell({ pictures }, pictures);
  }

  private give_up(fault: CameraFault): void {
    if (!this.stream) return;
    this.stop();
    this.hooks.on_fault(fault);
  }

  /** Looks are counted and not seconds: a page or a reader that was busy has not looked. */
  private watch(): void {
    if (document.hidden) return void (this.blind = 0);
    if (!this.is_followed && !this.is_reading) return this.count_blind(true);
    // One at a time: a busy reader would answer many at once.
    if (this.is_followed && this.unanswered === 0) this.tell('look');
    if (++this.unanswered > unanswered_most) this.give_up('reader');
  }

  private count_blind(is_blind: boolean): void {
    this.blind = is_blind ? this.blind + 1 : 0;
    if (this.blind >= blind_most) this.give_up('stalled');
  }

  private next_frame(): void {
    const stream = this.stream;
    if (!stream) return;
    const on_frame = () => {
      if (this.stream !== stream) return;
      this.blind = 0;
      void this.grab();
    };
    // A browser that does not say when there is a frame is asked as often as there is one.
    if (!this.video.requestVideoFrameCallback) setTimeout(on_frame, frame_ms);
    else this.video.requestVideoFrameCallback(on_frame);
  }

  private async grab(): Promise<void> {
    const { video, worker } = this;
    if (!worker) return;
    try {
      // A frame is handed over as it is, and the worker turns it into pixels; a bitmap is made here.
      const picture = self.VideoFrame ? new VideoFrame(video) : await createImageBitmap(video);
      this.is_reading = true;
      worker.postMessage({ picture } satisfies ReaderOrder, [picture]);
    } catch {
      // The picture was gone before it could be taken; the next one comes.
      this.next_frame();
    }
  }
}

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function fault_of(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'in_use';
  if (name === 'SecurityError') return 'insecure';
  return 'failed';
}
