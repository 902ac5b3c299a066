import { grantGuards } from './grants'
import type { Guard } from './guard'
import { keyGuards } from './keys'
import { objectGuards } from './objects'
import { policyGuards } from './policies'

export const guards: Guard[] = [...objectGuards, ...grantGuards, ...policyGuards, ...keyGuards]
