// SPDX-License-Identifier: Apache-2.0
// A network between a browser and the server that can stop taking what a live board is sent.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class SlowNetwork {
  private readonly server: Server;
  private readonly streams = new Map<IncomingMessage, ServerResponse>();
  /** How often a board began to follow. */
  opened = 0;

  constructor() {
    this.server = createServer((asked, answer) => {
      const onward = request(asked.url!, { method: asked.method, headers: asked.headers }, (from) => {
        answer.writeHead(from.statusCode!, from.headers);
        if (new URL(asked.url!).pathname.endsWith('/live')) this.follow(from, answer);
        from.pipe(answer);
        from.on('error', () => answer.destroy());
      });
      onward.on('error', () => answer.destroy());
      answer.on('close', () => onward.destroy());
      asked.pipe(onward);
    });
  }
  private follow(stream: IncomingMessage, to: ServerResponse): void {
    this.opened += 1;
    this.streams.set(stream, to);
    stream.on('close', () => this.streams.delete(stream));
  }

  async start(): Promise<{ server: string; bypass: string }> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return { server: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`, bypass: '<-loopback>' };
  }
  /** Nothing of the boards that follow now is read any more; what waits fills the buffers on the way. */
  stall(): void {
    for (const [stream, to] of this.streams) stream.unpipe(to).pause();
  }
  /** As the server does with whoever lags too far: the browser has to come again. */
  cut(): void {
    for (const [, to] of this.streams) to.destroy();
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
