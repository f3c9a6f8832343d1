import { pushesStory } from './pushesStory.ts'
import { serverStory } from './serverStory.ts'

serverStory(true)
pushesStory(true)
