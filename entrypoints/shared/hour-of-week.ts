/** The hour of the week on the user's own clock, from Monday 0:00: 0–167. */
export function hourOfWeek(at: number): number {
  const date = new Date(at);
  return ((date.getDay() + 6) % 7) * 24 + date.getHours();
}
