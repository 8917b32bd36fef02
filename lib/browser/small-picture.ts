/** Pixels across, and bytes at most, of a poster as it is kept. */
const WIDTH = 320;
export const SMALL = 20_000;
/** Tried one after the other until it is small enough. */
const TRIES = [{ width: WIDTH, quality: 0.72 }, { width: WIDTH, quality: 0.45 }, { width: 200, quality: 0.4 }] as const;

/** A picture made small, as WebP where the browser writes that, else JPEG. Null for what it cannot decode or make small. */
export async function makeSmall(picture: Blob): Promise<Blob | null> {
  try {
    const whole = await createImageBitmap(picture);
    try {
      for (const { width, quality } of TRIES) {
        const small = await draw(whole, Math.min(width, whole.width), quality);
        if (small !== null && small.size <= SMALL) return small;
      }
      return null;
    } finally {
      whole.close();
    }
  } catch {
    return null;
  }
}

async function draw(whole: ImageBitmap, width: number, quality: number): Promise<Blob | null> {
  const height = Math.max(1, Math.round((whole.height / whole.width) * width));
  // A picture a thousand times as high as wide is none that a clip has.
  if (height > 4 * WIDTH) return null;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, width, height);
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality });
  // A browser that does not write WebP answers with PNG instead of refusing.
  return webp.type === 'image/webp' ? webp : canvas.convertToBlob({ type: 'image/jpeg', quality });
}
