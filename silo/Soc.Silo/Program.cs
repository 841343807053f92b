using Soc.Silo.Hosting;

// One silo of a cluster. The settings lie beside the program, wherever it is started from; the environment comes after them.
return await StartFailure.RunAsync(
    () =>
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile("silosettings.json", optional: false).AddEnvironmentVariables().AddCommandLine(args);
        builder.AddSocSilo();
        builder.AddSiloPort();
        var app = builder.Build();
        app.UseSiloPort();
        return app;
    },
    Console.Error);
