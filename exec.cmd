@rem "npm start" and "npm test" say "exec" so that no shell stands between npm and Node: it would swallow a SIGINT that is sent
@rem to npm alone. Windows has no exec and no such signal; npm finds this file in its place.
@%*
