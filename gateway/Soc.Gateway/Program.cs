using Soc.Gateway;
using Soc.Silo.Hosting;
using Soc.Storage.PostgreSql;

// The settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (args is [PostgresMigration.Verb, .. var rest])
{
    return PostgresMigration.Run(builder.Configuration.GetSection(PostgresOptions.Section).Get<PostgresOptions>() ?? new PostgresOptions(), rest, Console.Out, Console.Error);
}

builder.AddSocSilo();
builder.AddSocGateway();
var app = builder.Build();
app.UseSocGateway();
await app.RunAsync();
return 0;
