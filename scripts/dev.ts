import { launch } from './app/launch'

launch('dev')
