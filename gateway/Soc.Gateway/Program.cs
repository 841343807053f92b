using Soc.Gateway;
using Soc.Gateway.Audit;
using Soc.Silo.Hosting;
using Soc.Storage.PostgreSql;

// The settings lie beside the program, wherever it is started from.
if (args is [PostgresMigration.Verb, .. var rest])
{
    var settings = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }).Configuration;
    return PostgresMigration.Run(settings.GetSection(PostgresOptions.Section).Get<PostgresOptions>() ?? new PostgresOptions(), rest, Console.Out, Console.Error);
}

if (args is [AuditCommand.Verb, .. var wanted])
{
    return await AuditCommand.RunAsync(wanted, Console.In, Console.Out, Console.Error, CancellationToken.None);
}

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
