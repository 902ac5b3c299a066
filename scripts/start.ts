import { launch } from './app/launch'

launch('start')
