"""Two screens side by side as one small PNG: few colours, each pixel a byte."""

import base64
import struct
import zlib

GAP, EDGE = 40, 20  # px between the screens, and around them

# Draws the screens, then keeps the 256 commonest colours: a page has few, and the soft edges of
# its letters need no more.
DRAW = """async ([shots, wide, high, gap, edge]) => {
  const canvas = new OffscreenCanvas(2 * wide + gap + 2 * edge, high + 2 * edge)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#dde2ea'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  for (const [place, shot] of shots.entries()) {
    const image = new Image()
    image.src = 'data:image/png;base64,' + shot
    await image.decode()
    pen.drawImage(image, edge + place * (wide + gap), edge)
  }
  const bytes = pen.getImageData(0, 0, canvas.width, canvas.height).data
  const colour = at => bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2]
  const count = new Map()
  for (let at = 0; at < bytes.length; at += 4)
    count.set(colour(at), (count.get(colour(at)) || 0) + 1)
  const split = rgb => [rgb >> 16, rgb >> 8 & 255, rgb & 255]
  const kept = [...count.keys()].sort((a, b) => count.get(b) - count.get(a)).slice(0, 256)
  const shades = kept.map(split)
  const apart = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
  const nearest = rgb => {
    const far = shades.map(shade => apart(shade, split(rgb)))
    return far.indexOf(Math.min(...far))
  }
  const index = new Map([...count.keys()].map(rgb => [rgb, String.fromCharCode(nearest(rgb))]))
  let pixels = ''
  for (let at = 0; at < bytes.length; at += 4) pixels += index.get(colour(at))
  return {width: canvas.width, height: canvas.height, colours: shades.flat(), pixels}
}"""


def side_by_side(page, shots, *, width, height):
    """PNG bytes of two screenshots of one size, drawn by a browser's page."""
    encoded = [base64.b64encode(shot).decode() for shot in shots]
    drawn = page.evaluate(DRAW, [encoded, width, height, GAP, EDGE])
    pixels, across = drawn["pixels"].encode("latin-1"), drawn["width"]
    rows = b"".join(
        b"\0" + pixels[start : start + across] for start in range(0, len(pixels), across)
    )
    head = struct.pack(">IIBBBBB", across, drawn["height"], 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(drawn["colours"])),
             (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name, content):
    whole = name + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))
