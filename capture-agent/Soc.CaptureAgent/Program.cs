using Soc.CaptureAgent.Commands;

return await CommandLine.RunAsync(args);
