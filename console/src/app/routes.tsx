// The pages of the console: public ones, bare ones, and those inside the frame.
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { FEATURES } from './features';
import { Shell } from './Shell';

const all = (pick: (feature: (typeof FEATURES)[number]) => RouteObject[] | undefined) =>
  FEATURES.flatMap((feature) => pick(feature) ?? []);

export function createRouter() {
  return createBrowserRouter([
    ...all((feature) => feature.publicRoutes),
    ...all((feature) => feature.bareRoutes),
    {
      element: <Shell />,
      children: [
        { index: true, element: <Navigate to="/desk" replace /> },
        ...all((feature) => feature.routes),
      ],
    },
  ]);
}
