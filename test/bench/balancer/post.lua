-- A POST of 1 KiB, head and body in one write.
wrk.method = "POST"
wrk.body = string.rep("x", 1024)
