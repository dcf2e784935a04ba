import type { Loaded } from '../notebook/notebook.js';
import type { Repository } from '../repository.js';
export async function typeComplaints(_: Loaded[], __: Repository): Promise<Map<string, string[]>> {
  return new Map();
}
