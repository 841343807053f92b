using Soc.Gateway;
using Soc.Silo.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddSocSilo();
builder.AddSocGateway();
var app = builder.Build();
app.UseSocGateway();
await app.RunAsync();
