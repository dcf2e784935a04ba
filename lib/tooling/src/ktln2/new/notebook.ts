/** The notebook of a new chapter: in the form of the others, and so small that its author soon has replaced it all. */
import type { Cell, Notebook } from '../../notebook/notebook.js';
import type { Plan } from './names.js';
import { exampleOf } from './room.js';

const SOLUTION = { tags: ['solution'] };

function markdown(id: string, source: string, metadata: Cell['metadata'] = {}): Cell {
  return { cell_type: 'markdown', id, metadata, source };
}

function code(id: string, source: string, metadata: Cell['metadata'] = {}): Cell {
  return { cell_type: 'code', id, metadata, source, outputs: [] };
}

const opening = ({ number, title }: Plan) => `# ${number} · ${title}

What does this chapter ask? The README shows the first question of this paragraph, so let it stand by itself.

**After this chapter you can**

- say what forgetting a bit costs at any temperature, with its unit;
- say here, in a line each, what else the reader will be able to do.

**Prerequisites:** logarithms. **Reading time:** 5 minutes.`;

const imports = (room?: string) =>
  [
    "import { strict as assert } from 'node:assert';",
    "import { landauerEnergy } from 'ktln2/energy';",
    ...(room ? [`import { ${exampleOf(room)} } from 'ktln2/${room}';`] : []),
    "import { showTable } from 'ktln2/notebook';",
  ].join('\n');

const SECTION = `## 1. The price of one bit

Who forgets $N$ bits at temperature $T$ gives off at least the heat [1]

$$E = N\\,kT \\ln 2, \\tag{1}$$

with Boltzmann's constant $k$.`;

const EXAMPLE = `const temperatures = [4.2, 77, 300]; // K
showTable({
  caption: 'The least heat for forgetting one bit',
  columns: ['T (K)', 'kT ln 2 (J)'],
  rows: temperatures.map(T => [T, landauerEnergy(1, T).toExponential(3)]),
});
assert.equal(landauerEnergy(1, 300).toExponential(3), '2.871e-21');`;

const roomExample = (room: string) => `const affordable = ${exampleOf(room)}(1, 300);
assert.equal(affordable.toExponential(3), '3.483e+20');
console.log(\`One joule at 300 K pays for forgetting \${affordable.toExponential(3)} bits.\`);`;

const EXERCISE = `## Exercises

**Exercise 1: a tenth of the price.** At which temperature does forgetting a bit cost a tenth of what it costs at 300 K?`;

const SOLUTION_CODE = `const cold = 300 / 10; // K
assert.ok(Math.abs(landauerEnergy(1, cold) / landauerEnergy(1, 300) - 0.1) < 1e-12);
console.log(\`\${cold} K\`);`;

const REFERENCES = `## References

1. R. Landauer, "Irreversibility and heat generation in the computing process", *IBM J. Res. Dev.* 5, 183 (1961). doi:10.1147/rd.53.0183`;

/** The notebook, without outputs: these come from a run. */
export const newNotebook = (plan: Plan): Notebook => ({
  metadata: {},
  cells: [
    markdown('title', opening(plan)),
    code('imports', imports(plan.room)),
    markdown('price', SECTION),
    code('price-table', EXAMPLE),
    ...(plan.room ? [code('affordable', roomExample(plan.room))] : []),
    markdown('exercise-1', EXERCISE),
    code('solution-1', SOLUTION_CODE, SOLUTION),
    markdown(
      'solution-1-words',
      '*Answer.* By equation (1) the price is proportional to $T$: at 30 K.',
      SOLUTION,
    ),
    markdown('references', REFERENCES),
  ],
});
