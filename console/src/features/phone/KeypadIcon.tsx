// Nine dots: the keys of a telephone.
export function KeypadIcon() {
  const places = [4, 12, 20];
  return (
    <svg width="1em" height="1em" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      {places.flatMap((y) => places.map((x) => <circle key={`${x}.${y}`} cx={x} cy={y} r="2.4" />))}
    </svg>
  );
}
