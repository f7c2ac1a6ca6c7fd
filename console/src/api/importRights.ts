// What may be brought in from outside, each with a right of its own (`imports.…`).

export type ImportRight =
  | 'costs'
  | 'employment'
  | 'attendance'
  | 'schedules'
  | 'evaluations'
  | 'surveys'
  | 'attempts'
  | 'history';
