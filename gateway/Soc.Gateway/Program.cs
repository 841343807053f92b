using Soc.Gateway;
using Soc.Silo.Hosting;

// The settings lie beside the program, wherever it is started from.
return await StartFailure.RunAsync(
    () =>
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (builder.IsGatewayOnly())
        {
            builder.AddSocClusterClient();
        }
        else
        {
            builder.AddSocSilo();
        }

        builder.AddSocGateway();
        var app = builder.Build();
        app.UseSocGateway();
        return app;
    },
    Console.Error);
