/** What the events of a kernel's witness are called as problems of a cell. */
import type { Event } from '../kernel/witness.cjs';
import { type Problem, problem } from './problem.js';

/** The problem that an event is; undefined if it is none. */
export function problemOf(event: Event): Problem | undefined {
  switch (event.event) {
    case 'uncaught':
      return problem('uncaught', `nothing caught, in a promise, a timer or a callback:\n${event.text}`);
    case 'late':
      return problem('late', `${event.what} after the cell had ended, while another ran; await it`);
    case 'silenced':
      return problem('silenced', `replaced ${event.what}, which reports errors; leave it as it is`);
    default:
      return undefined;
  }
}
