// Every feature of the console, in one list.
import { alarmsFeature } from '@/features/alarms/alarmsFeature';
import { alertsFeature } from '@/features/alerts/alertsFeature';
import { bulletinsFeature } from '@/features/bulletins/bulletinsFeature';
import { callbacksFeature } from '@/features/callbacks/callbacksFeature';
import { contactsFeature } from '@/features/contacts/contactsFeature';
import { deskFeature } from '@/features/desk/deskFeature';
import { floorFeature } from '@/features/floor/floorFeature';
import { handoversFeature } from '@/features/handovers/handoversFeature';
import { importsFeature } from '@/features/imports/importsFeature';
import { numbersFeature } from '@/features/numbers/numbersFeature';
import { recordingsFeature } from '@/features/recordings/recordingsFeature';
import { reportsFeature } from '@/features/reports/reportsFeature';
import { settingsFeature } from '@/features/settings/settingsFeature';
import { webcallFeature } from '@/features/webcall/webcallFeature';
import type { Feature } from '@/frame/feature';

export const FEATURES: Feature[] = [
  deskFeature,
  floorFeature,
  alarmsFeature,
  contactsFeature,
  callbacksFeature,
  recordingsFeature,
  bulletinsFeature,
  handoversFeature,
  numbersFeature,
  alertsFeature,
  reportsFeature,
  importsFeature,
  settingsFeature,
  webcallFeature,
];
