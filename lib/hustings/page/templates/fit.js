(() => {
  const points = document.querySelector('ol')
  const fits = () => points.scrollHeight <= points.clientHeight
  for (const size of ['l', 'm', 's']) {
    document.body.className = size
    if (fits()) return
  }
  for (let lines = 11; lines > 0 && !fits(); lines--) points.style.setProperty('--lines', lines)
})()
