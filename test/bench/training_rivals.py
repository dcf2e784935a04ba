"""The recipe of lib/ktln2/src/score-network/fused-training.ts in PyTorch and in JAX, on one thread, and the flow's
likelihood in JAX on a grid that Node gives. Called by training.ts: RIVAL FOLDER, with job.json in the folder; prints
CPU seconds as JSON and writes weights and KL beside it."""
import json, math, os, sys, time

which, folder = sys.argv[1], sys.argv[2]
for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import numpy as np

job = json.load(open(os.path.join(folder, "job.json")))
R = job["recipe"]
LOW, HIGH = map(math.log, R["noiseRange"])
STD = math.sqrt(1 / 3)
SIZES = [4, *R["hidden"], 2]
rate = lambda k: R["learningRate"] * min(1, k / 50) * (0.5 + 0.5 * math.cos(math.pi * k / R["steps"]))


def samples(xp, u):
    """Inputs, factors and targets of points u in (0, 1)^5: the same as training-tiles.ts."""
    ln_s = LOW + 0.5 * (u[:, :1] + u[:, :1] ** 2) * (HIGH - LOW)
    root = xp.sqrt(0.5 + u[:, :1])
    radius = xp.sqrt(-2 * xp.log(u[:, 3:4]))
    e = xp.concatenate([radius * xp.cos(2 * math.pi * u[:, 4:5]), radius * xp.sin(2 * math.pi * u[:, 4:5])], 1)
    s, x0 = xp.exp(ln_s), 2 * u[:, 1:3] - 1
    s, x0, ln_s, root, e = (xp.concatenate([a, b]) for a, b in ((s, s), (x0, x0), (ln_s, ln_s), (root, root), (e, -e)))
    v, x = STD**2 + s * s, x0 + s * e
    r = xp.sqrt(v)
    inputs = xp.concatenate([x / r, s / r, (4 * ln_s - 2 * (LOW + HIGH)) / (HIGH - LOW)], 1)
    return inputs, -root * STD / r, root * (e - x * s / v)


def save(name, layers):
    np.concatenate([np.asarray(a, "<f4").ravel() for w, b in layers for a in (w, b)]).tofile(os.path.join(folder, name))


def first_weights(seed):
    random = np.random.default_rng(seed)
    pairs = list(zip(SIZES[:-1], SIZES[1:]))
    return [
        ((random.normal(size=(a, b)) * (0 if i == len(pairs) - 1 else math.sqrt(2 / a))).astype("f4"), np.zeros(b, "f4"))
        for i, (a, b) in enumerate(pairs)
    ]


def with_torch():
    import torch

    torch.set_num_threads(1)

    class Names:  # PyTorch under the names that numpy and JAX use
        sqrt, log, exp, cos, sin = torch.sqrt, torch.log, torch.exp, torch.cos, torch.sin
        concatenate = staticmethod(lambda parts, dim=0: torch.cat(list(parts), dim))

    def train(seed):
        begin = time.process_time()
        points = torch.quasirandom.SobolEngine(5, scramble=True, seed=seed)
        modules = []
        for i, (w, b) in enumerate(first_weights(seed)):
            linear = torch.nn.Linear(*w.shape)
            with torch.no_grad():
                linear.weight.copy_(torch.tensor(w.T.copy()))
                linear.bias.copy_(torch.tensor(b))
            modules += [linear, torch.nn.SiLU()]
        net = torch.nn.Sequential(*modules[:-1])
        adam = torch.optim.Adam(net.parameters(), betas=(0.9, 0.99), eps=1e-8)
        for k in range(1, R["steps"] + 1):
            adam.param_groups[0]["lr"] = rate(k)
            inputs, factor, target = samples(Names, points.draw(R["batch"] // 2).clamp(1e-7, 1 - 1e-7))
            loss = ((net(inputs) * factor - target) ** 2).sum(1).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
        seconds = time.process_time() - begin
        save(f"torch-{seed}.bin", [(m.weight.detach().numpy().T, m.bias.detach().numpy()) for m in net[::2]])
        return seconds

    return {"train": [train(seed) for seed in job["seeds"]], "version": torch.__version__}


def with_jax():
    import jax
    import jax.numpy as jnp
    from scipy.stats import qmc

    def forward(layers, x):
        for w, b in layers[:-1]:
            x = jax.nn.silu(x @ w + b)
        return x @ layers[-1][0] + layers[-1][1]

    def loss(layers, batch):
        inputs, factor, target = batch
        return ((forward(layers, inputs) * factor - target) ** 2).sum(1).mean()

    @jax.jit
    def run(layers, points):
        def step(state, at):
            p, m, v = state
            k, rate, u = at
            g = jax.grad(loss)(p, samples(jnp, u))
            m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
            v = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, v, g)
            c1, c2 = 1 - 0.9**k, 1 - 0.99**k
            p = jax.tree.map(lambda p, m, v: p - rate * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), p, m, v)
            return (p, m, v), None

        zero = jax.tree.map(jnp.zeros_like, layers)
        k = jnp.arange(1, R["steps"] + 1)
        rates = R["learningRate"] * jnp.minimum(1, k / 50) * (0.5 + 0.5 * jnp.cos(math.pi * k / R["steps"]))
        return jax.lax.scan(step, (layers, zero, zero), (k, rates, points))[0][0]

    def train(seed):
        begin = time.process_time()
        half = R["batch"] // 2
        points = qmc.Sobol(5, seed=seed).random(R["steps"] * half).astype("f4").clip(1e-7, 1 - 1e-7)
        layers = jax.block_until_ready(run(first_weights(seed), points.reshape(R["steps"], half, 5)))
        seconds = time.process_time() - begin
        save(f"jax-{seed}.bin", layers)
        return seconds

    begin = train(job["seeds"][0])  # with compilation
    result = {"train": [train(seed) for seed in job["seeds"]], "trainFirst": begin, "version": jax.__version__}

    # The flow in z = x / sqrt(1/3 + s²), by the network in float32 and all else in float64: flow-likelihood.ts.
    jax.config.update("jax_enable_x64", True)
    flat, at, layers = np.fromfile(os.path.join(folder, "network.bin"), "<f4"), 0, []
    sizes = [4, *job["evaluate"]["hidden"], 2]
    for a, b in zip(sizes[:-1], sizes[1:]):
        layers.append((flat[at : at + a * b].reshape(a, b), flat[at + a * b : at + (a + 1) * b]))
        at += (a + 1) * b
    low, high = map(math.log, job["evaluate"]["noiseRange"])
    start = np.fromfile(os.path.join(folder, "points.bin"), "<f8").reshape(-1, 2)

    def field(z, ln_s):
        s = jnp.exp(ln_s)
        r = jnp.sqrt(1 / 3 + s * s)
        rest = jnp.array([s / r, (4 * ln_s - 2 * (low + high)) / (high - low)], "f4")
        net = lambda y: forward(layers, jnp.concatenate([y, jnp.broadcast_to(rest, (len(y), 2))], 1))
        y, ones = z.astype("f4"), jnp.ones(len(z), "f4")
        zero = jnp.zeros_like(ones)
        f, first = jax.jvp(net, (y,), (jnp.stack([ones, zero], 1),))
        _, second = jax.jvp(net, (y,), (jnp.stack([zero, ones], 1),))
        factor = -s * STD / r / r  # dz/d ln s, and minus the shrinkage
        return factor * f.astype("f8"), factor * (first[:, 0] + second[:, 1]).astype("f8")

    @jax.jit
    def flow(z, a, b):
        steps = math.ceil((math.log(job["evaluate"]["end"]) - math.log(job["evaluate"]["from"])) * 16)
        h = (b - a) / steps

        def step(state, i):
            z, spread = state
            k1, d1 = field(z, a + i * h)
            k2, d2 = field(z + h / 2 * k1, a + (i + 0.5) * h)
            k3, d3 = field(z + h / 2 * k2, a + (i + 0.5) * h)
            k4, d4 = field(z + h * k3, a + (i + 1) * h)
            return (z + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4), spread + h / 6 * (d1 + 2 * d2 + 2 * d3 + d4)), None

        return jax.lax.scan(step, (z, jnp.zeros(len(z))), jnp.arange(steps))[0]

    width = lambda s: math.sqrt(1 / 3 + s * s)
    first, last = job["evaluate"]["from"], job["evaluate"]["end"]
    flow(start / width(first), math.log(first), math.log(last))[0].block_until_ready()
    times = []
    for _ in range(3):
        begin = time.process_time()
        z, spread = flow(start / width(first), math.log(first), math.log(last))
        z, spread = np.asarray(z), np.asarray(spread)
        times.append(time.process_time() - begin)
    nll = 0.5 * (z**2).sum(1) + math.log(2 * math.pi * width(last) ** 2) - spread - 2 * math.log(width(last) / width(first))
    nll.astype("<f8").tofile(os.path.join(folder, "nll.bin"))
    return {**result, "evaluate": times}


print(json.dumps({"torch": with_torch, "jax": with_jax}[which]()))
