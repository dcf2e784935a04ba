import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTable } from 'ktln2/data';
import {
  joulesPerToken,
  joulesPerTokenAt,
  kilowattHoursPerMillionTokens,
  landauerRatio,
  tokensPerWattHour,
} from 'ktln2/energy';
import { crossEntropyBits, vocabularyBits } from 'ktln2/information';
import { unit } from 'mathjs';

test('the two founding cases come out exactly', () => {
  const desk = joulesPerToken(20, 450);
  assert.deepEqual([desk, tokensPerWattHour(desk), kilowattHoursPerMillionTokens(desk)], [22.5, 160, 6.25]);
  const centre = joulesPerToken(1000, 2400);
  assert.deepEqual([centre, tokensPerWattHour(centre)], [2.4, 1500]);
  assert.equal(kilowattHoursPerMillionTokens(centre).toFixed(4), '0.6667');
});

test('mathjs, with units, agrees', () => {
  const energy = unit(1765, 'W').divide(unit(469.7, '1/s'));
  const ours = joulesPerToken(469.7, 1765);
  // A handful of roundings of double precision on either side.
  const close = (a: number, b: number) => assert.ok(Math.abs(a / b - 1) < 1e-14, `${a} ${b}`);
  close(ours, unit(energy.toString()).toNumber('J'));
  close(tokensPerWattHour(ours), unit(1, 'Wh').toNumber('J') / ours);
  close(kilowattHoursPerMillionTokens(ours), unit(1e6 * ours, 'J').toNumber('kWh'));
});

test('tokens per watt-hour and joules per token are inverse', () => {
  for (const energy of [1e-3, 0.1887, 22.5, 133.9]) {
    assert.ok(Math.abs(joulesPerTokenAt(tokensPerWattHour(energy)) / energy - 1) < 1e-15 * 2); // two roundings
    // A million tokens at η tokens/Wh need 10⁶/η Wh.
    const viaMetric = 1e6 / tokensPerWattHour(energy) / 1000;
    assert.ok(Math.abs(kilowattHoursPerMillionTokens(energy) / viaMetric - 1) < 1e-15 * 4); // four roundings
  }
});

test('bits of a token: a power of two is exact, a product is a product', () => {
  assert.equal(vocabularyBits(65536), 16);
  assert.equal(vocabularyBits(1), 0);
  assert.equal(crossEntropyBits(0.5, 4), 2);
});

test('an energy of N kT ln 2 lies exactly N/n times above the floor of n bits', () => {
  const floor = 1.380649e-23 * 300 * Math.LN2;
  assert.ok(Math.abs(landauerRatio(12 * floor, 3, 300) / 4 - 1) < 1e-15 * 4); // four roundings
  assert.ok(landauerRatio(1, 3, 310) < landauerRatio(1, 3, 300)); // a warmer bath asks for more
});

test('bad arguments are named', () => {
  assert.throws(
    () => joulesPerToken(0, 450),
    /^RangeError: tokensPerSecond is 0; expected a finite number > 0 in 1\/s/,
  );
  assert.throws(() => joulesPerToken(20, -1), /^RangeError: power is -1/);
  assert.throws(() => tokensPerWattHour(0), /^RangeError: energyPerToken is 0/);
  assert.throws(() => joulesPerTokenAt(Number.NaN), /^RangeError: tokensPerWh is NaN/);
  assert.throws(
    () => kilowattHoursPerMillionTokens('1' as unknown as number),
    /^TypeError: energyPerToken is "1"; expected a finite number > 0 in J$/,
  );
  assert.throws(() => vocabularyBits(0.5), /^RangeError: vocabularySize is 0.5/);
  assert.throws(() => crossEntropyBits(0.9, 0), /^RangeError: bytesPerToken is 0; expected .* in bytes$/);
  assert.throws(() => landauerRatio(1, 0, 300), /^RangeError: bits is 0/);
});

test('in the tables, energy per token is power over speed wherever both are given', () => {
  const columns = {
    id: 'text',
    tokens_per_s: 'number?',
    power_w: 'number?',
    joules_per_token: 'number',
  } as const;
  let checked = 0;
  for (const row of loadTable('llm-systems', columns)) {
    if (row.tokens_per_s === undefined || row.power_w === undefined) continue;
    // Each of the three numbers is rounded to four significant digits, at worst 5 × 10⁻⁴ each.
    assert.ok(
      Math.abs(joulesPerToken(row.tokens_per_s, row.power_w) / row.joules_per_token - 1) < 1.5e-3,
      row.id,
    );
    checked += 1;
  }
  assert.equal(checked, 15);
  const speed = { output_tokens_per_s: 'number', joules_per_token: 'number' } as const;
  const limits = { tokens_per_s: 'number', power_w: 'number', joules_per_token: 'number' } as const;
  const tables = [
    // Speeds to two decimals at least, powers to five digits: at worst 10⁻⁴ in all.
    loadTable('llm-batch-sweeps', { ...speed, gpu_power_w: 'number' }).map(r => ({
      ...{ r: r.output_tokens_per_s, p: r.gpu_power_w, e: r.joules_per_token, within: 3e-4 },
    })),
    // The power is given in whole watts, down to 146 W.
    loadTable('llm-batch-sweeps-v2', { ...speed, implied_power_w: 'number' }).map(r => ({
      ...{ r: r.output_tokens_per_s, p: r.implied_power_w, e: r.joules_per_token, within: 5e-3 },
    })),
    loadTable('llm-wall-power', { ...speed, power_w: 'number' }).map(r => ({
      ...{ r: r.output_tokens_per_s, p: r.power_w, e: r.joules_per_token, within: 1e-4 },
    })),
    loadTable('llm-power-caps', limits).map(r => ({
      ...{ r: r.tokens_per_s, p: r.power_w, e: r.joules_per_token, within: 1e-5 },
    })),
  ];
  assert.deepEqual(
    tables.map(table => table.length),
    [565, 191, 4, 42],
  );
  for (const [i, table] of tables.entries()) {
    for (const { r, p, e, within } of table) {
      assert.ok(Math.abs(joulesPerToken(r, p) / e - 1) < within, `table ${i}: ${r} ${p} ${e}`);
    }
  }
});

test('in the image table, energy per image is power times latency over batch wherever both are given', () => {
  const columns = {
    id: 'text',
    batch: 'integer',
    joules_per_image: 'number',
    batch_latency_s: 'number?',
    power_w: 'number?',
  } as const;
  for (const row of loadTable('image-generation', columns)) {
    if (row.batch_latency_s === undefined || row.power_w === undefined) continue;
    const energy = (row.power_w * row.batch_latency_s) / row.batch;
    // Three numbers rounded to four significant digits each.
    assert.ok(Math.abs(energy / row.joules_per_image - 1) < 1.5e-3, `${row.id}: ${energy}`);
  }
});
