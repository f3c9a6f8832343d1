import { serverStory } from './serverStory.ts'

serverStory(false)
