// How high an element may be to end at the bottom of the window: for tables with virtual rows.
import { type RefObject, useLayoutEffect, useState } from 'react';

export function useFill(
  element: RefObject<HTMLElement | null>,
  below: number,
  least = 240,
): number {
  const [height, setHeight] = useState(480);
  useLayoutEffect(() => {
    const measure = () => {
      const top = element.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(least, Math.floor(window.innerHeight - top - below)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (element.current?.parentElement) observer.observe(element.current.parentElement);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [element, below, least]);
  return height;
}
