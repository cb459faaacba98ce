import { z } from 'zod';

const DAYS = ['7', '30', '90'] as const;

/** So many of the last days. */
export type Days = (typeof DAYS)[number];

export const daysSchema = z.enum(DAYS).catch('30');

export const DAY_CHOICES = DAYS.map((value) => ({ value, label: `last ${value} days` }));
