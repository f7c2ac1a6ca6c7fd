// What a feature tells the app about itself: its pages and its place in the menu.
import type { ComponentType, ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import type { Permission } from '@/api/types';

export interface MenuEntry {
  /** Address of the page, as `/contacts`. */
  path: string;
  /** Key of the label, with its namespace: `contacts:menu`. */
  label: string;
  icon: ReactNode;
  /** Shown to whom holds any of these. */
  permissions: Permission[];
  /** Two keys in turn, as `g c`; shown on hover and in the list of shortcuts. */
  shortcut?: string;
  /** Menu order, small first. */
  order: number;
}

export interface Feature {
  id: string;
  menu: MenuEntry[];
  /** Pages inside the frame (menu and call bar). */
  routes: RouteObject[];
  /** Pages that fill the screen for a person who is logged in (the wallboard). */
  bareRoutes?: RouteObject[];
  /** Pages that need no login (the public web call). */
  publicRoutes?: RouteObject[];
}

/** A page that is fetched when it is first opened. */
export function lazyPage(load: () => Promise<{ default: ComponentType }>): RouteObject['lazy'] {
  return async () => ({ Component: (await load()).default });
}
