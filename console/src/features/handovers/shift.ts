// The shift that is most likely ending at an hour of the day. Pure.
export function shiftNow(hour: number): 'early' | 'late' | 'night' {
  if (hour >= 11 && hour < 18) return 'early';
  return hour >= 18 || hour < 4 ? 'late' : 'night';
}
