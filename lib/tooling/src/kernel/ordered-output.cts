/**
 * A publisher that loses nothing. tslab sends outputs without waiting, and zeromq.js takes 512 such sends in a
 * socket's whole life: of what follows before the event loop turns, it keeps one and drops the rest. Here each send
 * waits for the one before, and the queue has no high-water mark, beyond which a publisher drops messages as well.
 */
import type ZeroMQ = require('zeromq');

/** Makes the publishers of `zeromq`, tslab's own copy, ordered. */
export function orderOutput(zeromq: typeof ZeroMQ): void {
  class OrderedPublisher extends zeromq.Publisher {
    #latest: Promise<unknown> = Promise.resolve();

    constructor(options: ConstructorParameters<typeof ZeroMQ.Publisher>[0] = {}) {
      super({ sendHighWaterMark: 0, ...options });
    }

    override send(message: Parameters<ZeroMQ.Publisher['send']>[0]): Promise<void> {
      const sent = this.#latest.then(() => super.send(message));
      // A failed send is reported to whoever asked for it; the next one goes ahead.
      this.#latest = sent.catch(() => {});
      return sent;
    }
  }
  (zeromq as { Publisher: typeof ZeroMQ.Publisher }).Publisher = OrderedPublisher;
}
