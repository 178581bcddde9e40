// SPDX-License-Identifier: Apache-2.0
// The camera as the screens see it: its standing and its tools.
import { Camera, type CameraFault } from './core/camera';

export type EyeState = 'off' | 'starting' | 'live' | CameraFault;

export class Eye {
  state: EyeState = $state('off');
  has_torch = $state(false);
  has_other_camera = $state(false);
  is_torch_on = $state(false);

  private camera: Camera | undefined;

  constructor(private readonly on_text: (text: string) => Promise<void> | void) {
    document.addEventListener('visibilitychange', () => this.visibility_changed());
  }

  attach(video: HTMLVideoElement): void {
    this.camera = new Camera(video, {
      on_text: (text) => this.on_text(text),
      on_fault: (fault) => this.settle(fault),
    });
  }

  /** The camera's light goes out with the picture. */
  detach(): void {
    this.camera?.stop();
    this.camera = undefined;
    this.state = 'off';
    this.has_torch = this.has_other_camera = this.is_torch_on = false;
  }

  /** From a tap, so that the browser may ask. */
  async start(): Promise<void> {
    this.state = 'starting';
    this.settle((await this.camera?.start()) ?? null);
  }

  async toggle_torch(): Promise<void> {
    this.is_torch_on = (await this.camera?.toggle_torch()) ?? false;
  }

  async switch_camera(): Promise<void> {
    this.state = 'starting';
    this.settle((await this.camera?.switch_camera()) ?? null);
  }

  private settle(fault: CameraFault | null): void {
    const abilities = fault === null ? this.camera?.abilities() : undefined;
    this.has_torch = abilities?.has_torch ?? false;
    this.has_other_camera = (abilities?.camera_count ?? 0) > 1;
    this.is_torch_on = false;
    this.state = fault ?? 'live';
  }

  /** Hidden, the picture rests; it comes back with the page. */
  private visibility_changed(): void {
    if (this.state !== 'live' && this.state !== 'starting') return;
    if (document.hidden) {
      this.camera?.stop();
    } else {
      void this.start();
    }
  }
}
