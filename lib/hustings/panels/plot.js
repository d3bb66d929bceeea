// A plotly drawing that shows what the kernel last said: after a reload, a resize, a re-run.

const LIBRARY = Symbol.for("hustings.plotly");

// The bundle comes from the kernel, once for a page, and is no part of any saved notebook.
function library(model) {
  if (globalThis[LIBRARY]) return globalThis[LIBRARY];
  return new Promise((resolve, reject) => {
    const hear = (said, buffers) => {
      if (said.kind !== "library") return;
      model.off("msg:custom", hear);
      globalThis[LIBRARY] ??= run(buffers[0]);
      globalThis[LIBRARY].then(resolve, reject);
    };
    model.on("msg:custom", hear);
    model.send({ kind: "library" });
  });
}

async function run(bundle) {
  const others = globalThis.Plotly;
  // A bundle looks for a loader to hand itself to; here it finds none.
  const bare = "var define, exports, module;\n";
  const address = URL.createObjectURL(new Blob([bare, bundle], { type: "text/javascript" }));
  try {
    await import(address);
    return globalThis.Plotly;
  } catch (fault) {
    delete globalThis[LIBRARY];
    throw fault;
  } finally {
    URL.revokeObjectURL(address);
    if (others) globalThis.Plotly = others;
  }
}

function saving(plotly, spec) {
  const { name, word } = spec.save;
  const { data, layout, picture, config } = spec;
  const whole = { data, layout: { ...layout, ...picture }, config };
  const { width, height } = picture;
  const save = () => plotly.downloadImage(whole, { format: "png", filename: name, width, height, scale: 2 });
  return [[{ name: word, title: word, icon: plotly.Icons.camera, click: save }]];
}

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "hustings-plot";
  box.setAttribute("role", "img");
  el.append(box);
  let plotly;
  let width = 0;

  async function draw() {
    const spec = model.get("spec");
    box.setAttribute("aria-label", spec.says ?? "");
    box.hidden = !spec.data;
    if (spec.data) {
      // The height is set here as well: the layout's own is lost when plotly fits a drawing anew.
      box.style.height = `${spec.layout.height}px`;
      width = box.clientWidth;
      if (!width) return; // not on the page yet, or in a hidden tab; the observer tells when
      const layout = { ...structuredClone(spec.layout), width, autosize: false };
      const config = { ...spec.config, displaylogo: false, modeBarButtons: saving(plotly, spec) };
      await plotly.react(box, structuredClone(spec.data), layout, config);
    }
    if (spec === model.get("spec")) box.dataset.n = spec.n;
  }

  const tell = (fault) => {
    box.textContent = model.get("spec").failed;
    console.error(fault);
  };
  const again = () => plotly && draw().catch(tell);
  const watcher = new ResizeObserver(() => {
    if (Math.abs(box.clientWidth - width) > 1) again();
  });
  model.on("change:spec", again);
  library(model).then((loaded) => {
    plotly = loaded;
    watcher.observe(box);
    return draw();
  }).catch(tell);
  return () => {
    watcher.disconnect();
    model.off("change:spec", again);
    plotly?.purge(box);
  };
}

export default { render };
