// SPDX-License-Identifier: Apache-2.0
// The camera as the screens see it: its standing and its tools.
import { Camera, type CameraFault, type Started } from './core/camera';

export type EyeState = 'off' | 'starting' | 'live' | CameraFault;

export class Eye {
  state: EyeState = $state('off');
  has_torch = $state(false);
  has_other_camera = $state(false);
  is_torch_on = $state(false);

  private camera: Camera | undefined;
  /** It would have started by itself, but nobody saw the page. */
  private waits_to_be_seen = false;

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
  start(): Promise<void> {
    return this.begin((camera) => camera.start());
  }

  /** Without a tap, where the browser says that it need not ask. */
  async start_if_allowed(): Promise<void> {
    const camera = { name: 'camera' as PermissionName };
    const permission = await navigator.permissions?.query(camera).catch(() => undefined);
    this.waits_to_be_seen = document.hidden;
    if (!document.hidden && permission?.state === 'granted' && this.state === 'off') await this.start();
  }

  async toggle_torch(): Promise<void> {
    this.is_torch_on = (await this.camera?.toggle_torch()) ?? false;
  }

  async switch_camera(): Promise<void> {
    await this.begin((camera) => camera.switch_camera());
  }

  private async begin(start: (camera: Camera) => Promise<Started>): Promise<void> {
    const { camera } = this;
    if (!camera) return;
    this.state = 'starting';
    const fault = await start(camera);
    // The start that came after settles it, or the one that comes when the page is seen again; or its
    // picture was taken off the screen.
    if (fault === 'superseded' || this.camera !== camera) return;
    this.settle(fault);
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
    if (!document.hidden && this.waits_to_be_seen) void this.start_if_allowed();
    if (this.state !== 'live' && this.state !== 'starting') return;
    if (document.hidden) {
      this.camera?.stop();
    } else {
      void this.start();
    }
  }
}
